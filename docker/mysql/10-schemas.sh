#!/bin/bash
# Runs once, over an empty data folder: one schema for each process, and for each an account with rights on that one alone.
# In a shell of its own: where this file is not executable, the image's entrypoint runs it in its own shell.
(
  set -euo pipefail
  shopt -s inherit_errexit
  # Not by MYSQL_ROOT_PASSWORD_FILE: the entrypoint takes that away once it has read the file.
  secrets=${SECRETS_FOLDER:-/run/secrets}
  root=$(cat "$secrets/mysql_root_password")
  statements=$(
    for process in gateway purchases projects households impact; do
      echo "CREATE DATABASE bangfu_$process CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;"
      password=$(cat "$secrets/mysql_$process")
      echo "CREATE USER 'bangfu_$process'@'%' IDENTIFIED BY '${password//\'/\'\'}';"
      echo "GRANT ALL ON \`bangfu\\_$process\`.* TO 'bangfu_$process'@'%';"
    done
  )
  MYSQL_PWD="$root" mysql --protocol=socket -u root <<< "$statements"
)
