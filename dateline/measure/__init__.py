"""How good is it: exported rows beside gold, one module a kind of corpus, and floors that hold what was reached."""
