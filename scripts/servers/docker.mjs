import { randomBytes } from 'node:crypto';
import { mustRun, runTool } from './processes.mjs';

let answer;

/** Whether a Docker engine answers, asked once per process; `SERVERS_DOCKER=never` is for a machine whose engine reaches no registry. */
export function dockerAnswers() {
  if (process.env['SERVERS_DOCKER'] === 'never') return Promise.resolve(false);
  answer ??= runTool('docker', ['version', '--format', '{{.Server.Version}}'], { limitMs: 5_000 }).then(({ code }) => code === 0);
  return answer;
}

/** The whole command line, so that what a container is given can be read and tested. */
export function containerArguments(name, { image, environment, args, published }) {
  return [
    'run',
    '--detach',
    '--name',
    name,
    ...published.flatMap((port) => ['--publish', `127.0.0.1:${port}:${port}`]),
    ...Object.entries(environment).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
    image,
    ...args,
  ];
}

/** @returns the container's name */
export async function runContainer(server, plan) {
  const name = `bangfu-${server}-${randomBytes(4).toString('hex')}`;
  await mustRun('docker', containerArguments(name, plan));
  return name;
}

export function pull(image) {
  return mustRun('docker', ['pull', '--quiet', image]);
}

export async function containerLives(name) {
  const { code, output } = await runTool('docker', ['inspect', '--format', '{{.State.Running}}', name]);
  return code === 0 && output.trim() === 'true';
}

export async function containerLog(name) {
  return (await runTool('docker', ['logs', '--tail', '40', name])).output;
}

/** SIGKILL; the container and its data stay. */
export function killContainer(name) {
  return mustRun('docker', ['kill', name]);
}

export function startContainer(name) {
  return mustRun('docker', ['start', name]);
}

/** SIGTERM, and SIGKILL when it has not ended in time; the container and its data stay. */
export function stopContainer(name, limitMs) {
  return mustRun('docker', ['stop', '--time', String(Math.ceil(limitMs / 1000)), name]);
}

/** Removes a container with its data, if it is still there. */
export async function removeContainer(name) {
  if ((await runTool('docker', ['inspect', name])).code !== 0) return;
  await mustRun('docker', ['rm', '--force', '--volumes', name]);
}
