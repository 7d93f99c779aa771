#!/bin/bash
# Runs once, over an empty data folder: one schema for each process and the one user of all.
set -euo pipefail
password=$(cat /run/secrets/mysql_password)
root=$(cat "$MYSQL_ROOT_PASSWORD_FILE")
{
  echo "CREATE USER 'bangfu'@'%' IDENTIFIED BY '${password//\'/\'\'}';"
  for process in gateway purchases projects households impact; do
    echo "CREATE DATABASE bangfu_$process CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;"
    echo "GRANT ALL ON \`bangfu\\_$process\`.* TO 'bangfu'@'%';"
  done
} | MYSQL_PWD="$root" mysql --protocol=socket -u root
