const DATABASE = 'bangfu.m';
const STORE = 'photos';

/** Photographs that wait to be sent, on this phone: what is kept as text elsewhere has no room for them. */
export const photoStore = {
  put: (key: string, photo: Blob): Promise<IDBValidKey> => inStore('readwrite', (store) => store.put(photo, key)),
  /** Nothing where the browser has thrown it away meanwhile. */
  get: (key: string): Promise<Blob | undefined> => inStore('readonly', (store) => store.get(key) as IDBRequest<Blob | undefined>),
  remove: (key: string): Promise<undefined> => inStore('readwrite', (store) => store.delete(key)),
};

async function inStore<Result>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
  const database = await answerOf(opening());
  try {
    return await answerOf(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function opening(): IDBOpenDBRequest {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return request;
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the phone keeps no photographs'));
  });
}
