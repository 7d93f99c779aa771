import { parentPort, workerData } from 'node:worker_threads';
import { FileRefusedError } from '../file/file-refused.js';
import type { DeskCall, DeskOpening, DeskReply } from './desk-messages.js';
import { ImportDesk } from './import-desk.js';

/** The other side of a {@link ThreadedDesk}: opens one file and answers calls, one after the other, until it is ended. */
const { bytes, request } = workerData as DeskOpening;
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker');
const reply = (message: DeskReply): void => port.postMessage(message);

const opening = ImportDesk.open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), request);
let last: Promise<void> = opening.then(
  () => reply({ id: 0, value: undefined }),
  (error: unknown) => refuseOrThrow(0, error),
);

port.on('message', ({ id, method, args }: DeskCall) => {
  last = last.then(async () => {
    const desk = await opening;
    // The types of call and method belong together on the other side; here they are only handed on.
    const run = desk[method].bind(desk) as (...given: readonly unknown[]) => Promise<unknown>;
    await run(...args).then(
      (value) => reply({ id, value }),
      (error: unknown) => refuseOrThrow(id, error),
    );
  });
});

/** What is wrong with a file is an answer; anything else ends the thread, and its owner hears of it. */
function refuseOrThrow(id: number, error: unknown): void {
  if (!(error instanceof FileRefusedError)) throw error;
  reply({ id, refused: error.problem });
}
