import BetterSqlite3 from 'better-sqlite3';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const SECONDS = 2;

/** How often per second `work` can be done, over two seconds. */
export function perSecond(work: () => void): number {
  const started = performance.now();
  let times = 0;
  while (performance.now() - started < SECONDS * 1000) {
    work();
    times += 1;
  }
  return (times / (performance.now() - started)) * 1000;
}

/** Bare better-sqlite3: one row of an event's size per commit, WAL, synchronous=FULL. */
export function bareCommits(folder: string): number {
  const connection = new BetterSqlite3(join(folder, 'bare.sqlite'));
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.exec('CREATE TABLE IF NOT EXISTS event (position INTEGER PRIMARY KEY, stream_id TEXT, data TEXT, hash TEXT)');
  const insert = connection.prepare('INSERT INTO event (stream_id, data, hash) VALUES (?, ?, ?)');
  const data = JSON.stringify({ text: 'x'.repeat(400) });
  const rate = perSecond(() => insert.run('order-1', data, 'h'.repeat(64)));
  connection.close();
  return rate;
}

export function fdatasyncs(folder: string): number {
  const file = openSync(join(folder, 'sync'), 'w');
  const page = Buffer.alloc(4096);
  const rate = perSecond(() => {
    writeSync(file, page, 0, page.length, 0);
    fdatasyncSync(file);
  });
  closeSync(file);
  return rate;
}

/** Microseconds to parse an event of 500 bytes. */
export function parseMicroseconds(): number {
  const text = JSON.stringify({
    orderId: 'o'.repeat(36),
    postings: Array.from({ length: 4 }, (_, index) => ({ measure: 'purchase.paid', delta: index, under: { category: 'fruit' } })),
    note: 'x'.repeat(150),
  });
  return 1_000_000 / perSecond(() => void JSON.parse(text));
}
