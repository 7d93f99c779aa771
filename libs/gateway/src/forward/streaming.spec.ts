import { createHash, randomBytes } from 'node:crypto';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { finished } from 'node:stream/promises';
import { eventually } from '#platform/testing';
import { Opened } from '../testing/opened.js';

const MIB = 1_048_576;
const PART = randomBytes(MIB);
const BODY_PARTS = 30;
const BODY_HASH = createHash('sha256')
  .update(Buffer.concat(Array.from({ length: BODY_PARTS }, () => PART)))
  .digest('hex');
/** Two hops of kernel buffers hold up to about 12 MiB here; a gateway that buffered would hold all. */
const MOST_IN_FLIGHT_PARTS = 24;
const ENDLESS_PARTS = 100;

/** Writes parts as fast as they are taken. @returns how many have been handed over so far, when asked */
function pour(target: ClientRequest, parts: number): () => number {
  let poured = 0;
  const more = (): void => {
    while (poured < parts && !target.destroyed) {
      poured += 1;
      if (!target.write(PART)) {
        target.once('drain', more);
        return;
      }
    }
    if (poured === parts) target.end();
  };
  more();
  return () => poured;
}

function answerTo(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => sent.once('response', resolve).once('error', reject));
}

/** Waits until a number has stopped moving for 300 ms. */
async function settled(value: () => number): Promise<number> {
  let last = value();
  let since = performance.now();
  await eventually('the number stands still', () => {
    if (value() !== last) [last, since] = [value(), performance.now()];
    return performance.now() - since > 300;
  });
  return last;
}

describe('a body', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  it('of 30 MiB goes up and down unchanged, and memory does not grow with it', async () => {
    const impact = await opened.service((incoming, response) => incoming.pipe(response));
    const { url } = await opened.door({ impact: [impact.url] });
    global.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const sent = request(`${url}/api/figures`, { method: 'POST', headers: { 'content-length': BODY_PARTS * MIB } });
    pour(sent, BODY_PARTS);
    const hash = createHash('sha256');
    for await (const chunk of await answerTo(sent)) {
      hash.update(chunk as Buffer);
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    expect(hash.digest('hex')).toBe(BODY_HASH);
    // Client, gateway and service share this process; the body alone would be 30 MiB in each place that kept it.
    expect((peak - before) / MIB).toBeLessThan(60);
  });

  it('waits at the client while the service does not read', async () => {
    let incoming: IncomingMessage | undefined;
    const impact = await opened.service((seen) => (incoming = seen.pause()));
    const { url } = await opened.door({ impact: [impact.url] });
    const sent = request(`${url}/api/figures`, { method: 'POST' });
    sent.on('error', () => undefined);
    const poured = pour(sent, ENDLESS_PARTS);
    await eventually('the service is asked', () => incoming !== undefined);
    expect(await settled(poured)).toBeLessThan(MOST_IN_FLIGHT_PARTS);
    sent.destroy();
  });

  it('waits at the service while the client does not read', async () => {
    let poured = 0;
    const impact = await opened.service((_, response) => {
      const more = (): void => {
        while (poured < ENDLESS_PARTS && response.write(PART)) poured += 1;
        if (poured < ENDLESS_PARTS) response.once('drain', more);
      };
      more();
    });
    const { url } = await opened.door({ impact: [impact.url] });
    const sent = request(`${url}/api/figures`).end();
    const answer = await answerTo(sent);
    answer.pause();
    expect(await settled(() => poured)).toBeLessThan(MOST_IN_FLIGHT_PARTS);
    sent.destroy();
  });

  it('that the client breaks off is broken off at the service', async () => {
    let broken = false;
    let asked = false;
    const impact = await opened.service((incoming) => {
      asked = true;
      incoming.resume().on('error', () => (broken = true));
    });
    const { url } = await opened.door({ impact: [impact.url] });
    const sent = request(`${url}/api/figures`, { method: 'POST', headers: { 'content-length': BODY_PARTS * MIB } });
    sent.on('error', () => undefined);
    sent.write(PART);
    await eventually('the service is asked', () => asked);
    sent.destroy();
    await eventually('the service sees the end', () => broken);
  });

  it('of an answer nobody waits for any more is broken off at the service', async () => {
    let closed = false;
    const impact = await opened.service((_, response) => {
      response.write('first');
      response.on('close', () => (closed = true));
    });
    const { url } = await opened.door({ impact: [impact.url] });
    const sent = request(`${url}/api/figures`).end();
    await answerTo(sent);
    sent.destroy();
    await eventually('the service sees the end', () => closed);
  });

  it('of an answer that breaks off reaches the client as broken, not as short', async () => {
    const impact = await opened.service((_, response) => {
      response.write('first');
      setImmediate(() => response.destroy());
    });
    const { url } = await opened.door({ impact: [impact.url] });
    const answer = await answerTo(request(`${url}/api/figures`).end());
    await expect(finished(answer.resume())).rejects.toThrow('aborted');
  });

  it('of an answer that falls silent is broken off after its time', async () => {
    const impact = await opened.service((_, response) => response.write('first'));
    const { url } = await opened.door({ impact: [impact.url] }, { idleBodyMs: 100 });
    const answer = await answerTo(request(`${url}/api/figures`).end());
    await expect(finished(answer.resume())).rejects.toThrow('aborted');
  });

  it('that is refused before it was read ends at the service and is read to its end from the client', async () => {
    let closed = 0;
    const impact = await opened.service((incoming, response) => {
      incoming.once('data', () => response.writeHead(413).end('{}'));
      incoming.socket.on('close', () => (closed += 1));
    });
    const { url } = await opened.door({ impact: [impact.url] });
    const client = connect(Number(new URL(url).port), '127.0.0.1');
    let heard = '';
    client.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    client.write(`POST /api/figures HTTP/1.1\r\nHost: x\r\nContent-Length: ${BODY_PARTS * MIB}\r\n\r\n`);
    for (let part = 0; part < BODY_PARTS; part += 1) client.write(PART);
    client.write('GET /api/nothing HTTP/1.1\r\nHost: x\r\n\r\n');
    await eventually('the connection to the service is given up', () => closed === 1);
    await eventually('both requests of the client are answered', () => /HTTP\/1.1 413[^]*HTTP\/1.1 404/.test(heard));
    client.destroy();
  });
});
