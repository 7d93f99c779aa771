import type { QueryClient } from '@tanstack/vue-query';
import { readonly, ref } from 'vue';
import type { Job } from '#contracts';
import type { ImportJob } from './import-answers';
import { keepJob } from './operations';

/** `live`: figures move by themselves. `polling`: the stream is lost and everything is asked again every so often. */
export type LiveState = 'live' | 'polling';

const BETWEEN_POLLS_MS = 10_000;
/** A stream that the server has refused is tried again after this time; one that broke, the browser itself opens anew. */
const BETWEEN_TRIES_MS = 10_000;

/** Three beats of the server have not come: the line is dead, though nobody has closed it (contract §5). */
const LONGEST_SILENCE_MS = 45_000;

const state = ref<LiveState>('live');
let stream: EventSource | undefined;
let polls: ReturnType<typeof setInterval> | undefined;
let leave: (() => void) | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let silence: ReturnType<typeof setTimeout> | undefined;

/** Whether the figures on the page move by themselves. */
export const liveState = readonly(state);

/** Follows the server's stream: what it says has moved is read again; while it is lost, everything is. */
export function followFigures(queries: QueryClient): void {
  stopFollowing();
  // A line that is cut silently tells the stream nothing for minutes; the browser knows at once.
  leave = listenToNetwork(queries);
  openStream(queries);
}

/** Ends the stream: nobody is signed in any more. */
export function stopFollowing(): void {
  closeStream();
  leave?.();
  leave = undefined;
  clearInterval(polls);
  polls = undefined;
}

function openStream(queries: QueryClient): void {
  closeStream();
  const source = new EventSource('/api/stream');
  stream = source;
  const lives = (): void => awaitSilence(queries);
  lives();
  source.addEventListener('beat', lives);
  source.addEventListener('figures', () => {
    lives();
    void queries.invalidateQueries();
  });
  source.addEventListener('job', ({ data }) => {
    lives();
    jobMoved(queries, JSON.parse(String(data)) as Job | ImportJob);
  });
  source.addEventListener('open', () => {
    lives();
    connected(queries);
  });
  source.addEventListener('error', () => {
    lost(queries);
    if (source.readyState === EventSource.CLOSED) retry = setTimeout(() => openStream(queries), BETWEEN_TRIES_MS);
  });
}

function closeStream(): void {
  stream?.close();
  stream = undefined;
  clearTimeout(retry);
  clearTimeout(silence);
}

/** Waits anew for the line to fall silent; one that has is left, and another one opened. */
function awaitSilence(queries: QueryClient): void {
  clearTimeout(silence);
  silence = setTimeout(() => {
    lost(queries);
    openStream(queries);
  }, LONGEST_SILENCE_MS);
}

function listenToNetwork(queries: QueryClient): () => void {
  const away = (): void => lost(queries);
  const back = (): void => openStream(queries);
  window.addEventListener('offline', away);
  window.addEventListener('online', back);
  return () => {
    window.removeEventListener('offline', away);
    window.removeEventListener('online', back);
  };
}

/** A step of work in the background: whoever shows it reads it again. */
function jobMoved(queries: QueryClient, job: Job | ImportJob): void {
  if (!('importId' in job)) {
    keepJob(queries, job);
    return;
  }
  void queries.invalidateQueries({ queryKey: ['import', job.importId] });
  void queries.invalidateQueries({ queryKey: ['imports'] });
}

function connected(queries: QueryClient): void {
  clearInterval(polls);
  polls = undefined;
  if (state.value === 'polling') void queries.invalidateQueries();
  state.value = 'live';
}

function lost(queries: QueryClient): void {
  state.value = 'polling';
  polls ??= setInterval(() => void queries.invalidateQueries(), BETWEEN_POLLS_MS);
}
