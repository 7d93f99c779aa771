/** Somebody else is signed in by now: what waits is not theirs and is not sent. */
export class OtherAccountError extends Error {
  constructor(readonly account: string) {
    super(`${account} is signed in`);
    this.name = 'OtherAccountError';
  }
}

/** The browser has thrown a photograph away before it was sent. */
export class PhotoGoneError extends Error {
  constructor() {
    super('a photograph that waited is no longer on this phone');
    this.name = 'PhotoGoneError';
  }
}
