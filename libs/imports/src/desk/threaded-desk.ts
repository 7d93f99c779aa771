import { Worker } from 'node:worker_threads';
import type { SheetBack } from '../back/failed-rows.js';
import { FileRefusedError, tooBig } from '../file/file-refused.js';
import type { Answers, Questions } from '../plan/known.js';
import type { PlannedEntry } from '../plan/plan.js';
import type { MappingChoice } from '../table/mapping.js';
import type { DeskMethod, DeskOpening, DeskReply } from './desk-messages.js';
import type { Edit } from './edits.js';
import type {
  Circumstances,
  ComparedRow,
  Desk,
  ImportRequest,
  PageRequest,
  PlanSummary,
  RecordedRow,
  RowFilter,
  RowSearch,
  RowView,
} from './desk.js';
import type { MappingView } from './mapping-view.js';

/** What reading one file may take. */
export interface DeskLimits {
  /** For one step: reading the file, making the plan. */
  readonly stepMs: number;
  readonly heapMb: number;
  /** The compiled worker; the one beside this file unless said otherwise. */
  readonly workerFile: URL;
}

/** A thread runs what is compiled: beside this file, or, where this is the source itself (a spec), in the last build. */
const COMPILED = import.meta.url.endsWith('.ts') ? '../../../../dist/libs/imports/src/desk/desk-worker.js' : './desk-worker.js';

/** What reading one file may take in a running ledger. */
export const DESK_LIMITS: DeskLimits = { stepMs: 60_000, heapMb: 256, workerFile: new URL(COMPILED, import.meta.url) };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * A desk in a thread of its own: whatever a file does to it, the process goes on answering. A file that takes more time
 * or memory than it may ends its thread and is refused.
 */
export class ThreadedDesk implements Desk {
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;
  private ended: Error | undefined;

  private constructor(
    private readonly worker: Worker,
    private readonly limits: DeskLimits,
  ) {
    worker.on('message', (reply: DeskReply) => this.hear(reply));
    worker.on('error', (error: NodeJS.ErrnoException) =>
      this.end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooBig('内存 / memory') : error),
    );
    worker.on('exit', () => this.end(new Error('the desk is closed')));
  }

  /** Reads a file. @throws FileRefusedError */
  static async open(bytes: Uint8Array, request: ImportRequest, limits: DeskLimits = DESK_LIMITS): Promise<ThreadedDesk> {
    const opening: DeskOpening = { bytes, request };
    const worker = new Worker(limits.workerFile, {
      workerData: opening,
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 16 },
    });
    const desk = new ThreadedDesk(worker, limits);
    await desk.within<undefined>(0);
    return desk;
  }

  mappingView(): Promise<MappingView> {
    return this.call('mappingView');
  }

  sheetView(sheet: string): Promise<MappingView | undefined> {
    return this.call('sheetView', sheet);
  }

  choose(choice?: MappingChoice): Promise<boolean> {
    return this.call('choose', choice);
  }

  edit(edits: readonly Edit[]): Promise<void> {
    return this.call('edit', edits);
  }

  prepare(circumstances: Circumstances): Promise<number | undefined> {
    return this.call('prepare', circumstances);
  }

  questions(page: number): Promise<Questions> {
    return this.call('questions', page);
  }

  answer(answers: Answers): Promise<void> {
    return this.call('answer', answers);
  }

  settle(): Promise<PlanSummary> {
    return this.call('settle');
  }

  missingRows(rows: readonly number[]): Promise<readonly number[]> {
    return this.call('missingRows', rows);
  }

  recordedRows(rows: readonly number[]): Promise<readonly RecordedRow[]> {
    return this.call('recordedRows', rows);
  }

  comparedRows(rows: readonly number[]): Promise<readonly ComparedRow[]> {
    return this.call('comparedRows', rows);
  }

  rows(asked: RowFilter | RowSearch, page: PageRequest): Promise<readonly RowView[]> {
    return this.call('rows', asked, page);
  }

  count(asked: RowSearch): Promise<number> {
    return this.call('count', asked);
  }

  entries(page: PageRequest): Promise<readonly PlannedEntry[]> {
    return this.call('entries', page);
  }

  async failedRows(): Promise<SheetBack> {
    const { form, bytes } = await this.call<SheetBack>('failedRows');
    // What was a buffer in the other thread comes as plain bytes.
    return { form, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private call<Value>(method: DeskMethod, ...args: readonly unknown[]): Promise<Value> {
    this.calls += 1;
    const answer = this.within<Value>(this.calls);
    this.worker.postMessage({ id: this.calls, method, args });
    return answer;
  }

  /** The reply to a call. A thread that is too slow is ended: there is no other way to stop it. */
  private within<Value>(id: number): Promise<Value> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    return new Promise<Value>((resolve, reject) => {
      const { stepMs } = this.limits;
      const timer = setTimeout(() => {
        this.end(new FileRefusedError('FILE.TOO_SLOW', { seconds: stepMs / 1_000 }));
        void this.worker.terminate();
      }, stepMs);
      this.waiting.set(id, {
        resolve: (value) => {
          clearTimeout(timer);
          resolve(value as Value);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
  }

  private hear(reply: DeskReply): void {
    const caller = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('value' in reply) {
      caller?.resolve(reply.value);
      return;
    }
    const { code, params } = reply.refused;
    caller?.reject(new FileRefusedError(code as ConstructorParameters<typeof FileRefusedError>[0], params));
    if (reply.id === 0) void this.worker.terminate();
  }

  private end(error: Error): void {
    this.ended ??= error;
    const reason = this.ended;
    for (const caller of this.waiting.values()) caller.reject(reason);
    this.waiting.clear();
  }
}
