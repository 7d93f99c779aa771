import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ServersError } from './failure.mjs';
import { cacheFolder } from './places.mjs';
import { mustRun, runTool } from './processes.mjs';

const COPY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const POLICY = '/usr/sbin/policy-rc.d';
/** A repository that is away now mostly answers within a minute. */
const AGAIN_AFTER_MS = [2_000, 10_000, 30_000, 60_000];

/** Makes a folder of the cache whole or not at all: a broken download is never taken for an installation. */
export async function cached(name, fill) {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await fill(draft);
  renameSync(draft, folder);
  return folder;
}

/** Copies what a pom depends on into a folder. */
export function mavenDependencies(pom, folder) {
  return maven(['-f', pom, `${COPY_PLUGIN}:copy-dependencies`, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`]);
}

/** Copies one artefact into a folder. @param artifact group:name:version */
export function mavenArtifact(artifact, folder) {
  return maven([`${COPY_PLUGIN}:copy`, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`]);
}

async function maven(args) {
  if ((await runTool('mvn', ['--version'])).missing) {
    throw new ServersError(
      'SERVERS.MAVEN_MISSING',
      '没有找到 mvn。请先安装：apt-get install maven openjdk-17-jre-headless',
      'mvn was not found. Install it first: apt-get install maven openjdk-17-jre-headless',
    );
  }
  // -U when asked again: Maven remembers for a day that a repository did not have something.
  await insistently(
    () => mustRun('mvn', ['-q', '-B', '-C', ...args]),
    () => mustRun('mvn', ['-q', '-B', '-C', '-U', ...args]),
  );
}

/**
 * Asks a repository again when it fails, and says each time why. @param again how it is asked from the second time on
 * @param pauses before each of those, in milliseconds
 * @throws ServersError of the last time; another error at once
 */
export async function insistently(first, again = first, pauses = AGAIN_AFTER_MS) {
  let ask = first;
  for (const ms of pauses) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ServersError)) throw error;
      console.error(`${error.message}\n${ms / 1000} 秒后重试 / asked again in ${ms / 1000} s`);
    }
    await pause(ms);
    ask = again;
  }
  return ask();
}

/** Refuses a file that is not the one whose digest is written here. */
export function checkSha256(file, wanted) {
  const found = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (found === wanted) return;
  throw new ServersError(
    'SERVERS.WRONG_FILE',
    `${file} 的 SHA-256 是 ${found}，应为 ${wanted}，不予使用`,
    `${file} has SHA-256 ${found}, expected ${wanted}: it is not used`,
  );
}

/** Installs Debian packages without starting any service of theirs. */
export async function aptInstall(packages) {
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || (await runTool('apt-get', ['--version'])).missing) {
    throw new ServersError(
      'SERVERS.PACKAGES_MISSING',
      `请以管理员身份先运行：${command}`,
      `run this as an administrator first: ${command}`,
    );
  }
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  const install = ['-o', 'DPkg::Lock::Timeout=240', 'install', '-y', '--no-install-recommends', ...packages];
  await withoutAutostart(async () => {
    if ((await runTool('apt-get', install, options)).code === 0) return;
    // A machine that has never fetched the list of packages, or has an old one.
    await insistently(async () => {
      await mustRun('apt-get', ['-o', 'DPkg::Lock::Timeout=240', 'update'], options);
      await mustRun('apt-get', install, options);
    });
  });
}

async function withoutAutostart(work) {
  if (existsSync(POLICY)) return work();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n');
  chmodSync(POLICY, 0o755);
  try {
    return await work();
  } finally {
    rmSync(POLICY, { force: true });
  }
}
