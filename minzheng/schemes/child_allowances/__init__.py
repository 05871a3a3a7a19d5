"""Orphans and de facto unattended children (孤儿、事实无人抚养儿童): recognition and allowance."""
