#!/bin/bash
# Runs in the broker's network namespace, the only place from which it takes a word without an account.
set -euo pipefail
password=$(cat /run/secrets/kafka_password)
/opt/kafka/bin/kafka-configs.sh --bootstrap-server 127.0.0.1:9094 --alter \
  --add-config "SCRAM-SHA-512=[password=$password]" --entity-type users --entity-name bangfu
