#!/bin/bash
# Runs once, over an empty data folder: one schema for each process, and for each an account with rights on that one alone.
set -euo pipefail
root=$(cat "$MYSQL_ROOT_PASSWORD_FILE")
{
  for process in gateway purchases projects households impact; do
    echo "CREATE DATABASE bangfu_$process CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;"
    password=$(cat "/run/secrets/mysql_$process")
    echo "CREATE USER 'bangfu_$process'@'%' IDENTIFIED BY '${password//\'/\'\'}';"
    echo "GRANT ALL ON \`bangfu\\_$process\`.* TO 'bangfu_$process'@'%';"
  done
} | MYSQL_PWD="$root" mysql --protocol=socket -u root
