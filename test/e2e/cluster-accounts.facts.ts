import mysql from 'mysql2/promise';
import { CLUSTER_APPS, type ClusterApp } from '#platform';
import type { RunningCluster } from '../support/running-cluster.js';

/** What the account of each process may do at the database: everything in its own schema, nothing anywhere else. */
export function clusterAccountsFacts(cluster: () => RunningCluster): void {
  const asking = async (process: ClusterApp, statement: string): Promise<string> => {
    const settings = cluster().settings();
    const connection = await mysql.createConnection({
      host: settings['BANGFU_MYSQL_HOST'] ?? '',
      port: Number(settings['BANGFU_MYSQL_PORT']),
      user: `bangfu_${process}`,
      password: cluster().passwords()[process],
    });
    try {
      await connection.query(statement);
      return 'done';
    } catch (error) {
      return (error as { readonly code?: string }).code ?? String(error);
    } finally {
      await connection.end();
    }
  };

  it.each(CLUSTER_APPS)('the database lets the account of %s into its own schema and no other', async (process) => {
    expect(await asking(process, `SELECT 1 FROM bangfu_${process}.checkpoint LIMIT 1`)).toBe('done');
    for (const other of CLUSTER_APPS.filter((name) => name !== process)) {
      expect([other, await asking(process, `SELECT 1 FROM bangfu_${other}.checkpoint LIMIT 1`)]).toEqual([
        other,
        'ER_TABLEACCESS_DENIED_ERROR',
      ]);
    }
    const beyond = ['SELECT 1 FROM mysql.user', 'CREATE DATABASE bangfu_more', "CREATE USER 'more'@'%'", 'SET GLOBAL max_connections = 1'];
    for (const statement of beyond)
      expect([statement, await asking(process, statement)]).toEqual([statement, expect.stringMatching(/DENIED/)]);
  });
}
