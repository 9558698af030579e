"""What Dateline does is struck at any moment, by kill -9 and by disks that fail; then the record has to be right.

`make crash KILLS=1000` strikes so often; the tests strike a few times.
"""
