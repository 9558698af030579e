#!/bin/bash
#SBATCH --job-name=dateline
#SBATCH --nodes=5
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=8
#SBATCH --mem-per-cpu=1500M
#SBATCH --time=12:00:00
# sbatch docs/cluster/slurm.sh /scratch/news.db '/scratch/crawl/*.warc.gz'
# The first machine writes and has four readers, each other one as many as it has CPUs.
set -euo pipefail

record=${1:?name the record, on a disk of the first machine: /scratch/news.db}
sources=${2:?name what is to be read: '/scratch/crawl/*.warc.gz'}
port=6379
read -r head < <(scontrol show hostnames "$SLURM_JOB_NODELIST")
others=$((SLURM_JOB_NUM_NODES - 1))
cpus=$SLURM_CPUS_PER_TASK
beside=$((cpus / 2))

on_head() {
    srun --overlap --nodes=1 --ntasks=1 --cpus-per-task="$cpus" --nodelist="$head" "$@"
}

on_head ray start --head --port="$port" --num-cpus="$beside" --block &
until on_head ray status --address="$head:$port" > /dev/null 2>&1; do
    sleep 5
done
if ((others > 0)); then
    srun --nodes="$others" --ntasks="$others" --cpus-per-task="$cpus" --exclude="$head" \
        ray start --address="$head:$port" --num-cpus="$cpus" --block &
fi
on_head dateline --record "$record" read "$sources" --engine ray --jobs $((others * cpus + beside)) --address "$head:$port"
