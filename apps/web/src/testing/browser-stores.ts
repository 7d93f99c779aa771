/** What a browser keeps for a page, in memory: import it before whatever reads it while it loads. */
class MemoryStorage {
  private readonly texts = new Map<string, string>();
  /** Whether the computer has no room left. */
  isFull = false;

  getItem = (key: string): string | null => this.texts.get(key) ?? null;
  removeItem = (key: string): void => void this.texts.delete(key);
  clear = (): void => this.texts.clear();
  setItem = (key: string, text: string): void => {
    if (this.isFull) throw new DOMException('no room left', 'QuotaExceededError');
    this.texts.set(key, text);
  };
}

interface FakeRequest {
  result: unknown;
  error?: Error;
  onsuccess?: () => void;
  onerror?: () => void;
}

/** What IndexedDB keeps, of all databases and stores. */
export const blobs = new Map<string, Blob>();
/** Keys that IndexedDB will not take. */
export const refusedKeys = new Set<string>();

function request(work: () => unknown): FakeRequest {
  const asked: FakeRequest = { result: undefined };
  queueMicrotask(() => {
    try {
      asked.result = work();
      asked.onsuccess?.();
    } catch (error) {
      asked.error = error as Error;
      asked.onerror?.();
    }
  });
  return asked;
}

const objectStore = (): object => ({
  put: (blob: Blob, key: string) =>
    request(() => {
      if (refusedKeys.has(key)) throw new DOMException('no room left', 'QuotaExceededError');
      blobs.set(key, blob);
      return key;
    }),
  get: (key: string) => request(() => blobs.get(key)),
  delete: (key: string) => request(() => void blobs.delete(key)),
});
const database = { close: () => undefined, transaction: () => ({ objectStore }) };

export const storage = new MemoryStorage();
const page = new EventTarget();

/** What the browser tells this page after another one of the same site has written. */
export function toldOf(key: string): void {
  page.dispatchEvent(Object.assign(new Event('storage'), { key }));
}

const documentElement = { lang: '' };
Object.assign(globalThis, {
  localStorage: storage,
  addEventListener: page.addEventListener.bind(page),
  indexedDB: { open: () => request(() => database) },
  document: { documentElement, title: '' },
});

/** Everything kept is forgotten, and there is room again. */
export function emptyStores(): void {
  storage.isFull = false;
  storage.clear();
  blobs.clear();
  refusedKeys.clear();
}
