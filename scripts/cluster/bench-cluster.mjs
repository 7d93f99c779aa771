import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcesses } from './run-cluster.mjs';

/** The five processes on the bench's servers, quiet and without a demo year. @returns the gateway's address and how to end all */
export async function startBenchCluster({ kafka, mysql }, adminPassword) {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-bench-cluster-'));
  const steps = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of steps.splice(0).reverse()) await step();
  };
  const environment = {
    ...process.env,
    BANGFU_PORT: '0',
    BANGFU_DEMO: 'none',
    BANGFU_LOG_LEVEL: 'error',
    BANGFU_ADMIN_PASSWORD: adminPassword,
  };
  try {
    const said = await startProcesses({ kafka, sql: mysql }, { instances: {} }, folder, environment, { add: (step) => steps.push(step) });
    return { url: /ready (http:\S+)/.exec(said)[1], stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
