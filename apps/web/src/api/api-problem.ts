/** One thing that is wrong, as the server says it (RFC 9457, contract §1). */
export interface ProblemPart {
  readonly code: string;
  readonly path?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly detail: string;
}

export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly ProblemPart[];
}

/** The server's no, with its sentences in the reader's language. */
export class ApiProblem extends Error {
  constructor(readonly body: ProblemBody) {
    super(body.detail);
    this.name = 'ApiProblem';
  }

  get status(): number {
    return this.body.status;
  }

  get code(): string {
    return this.body.code;
  }

  /** Everything that is wrong, at least one. */
  get parts(): readonly ProblemPart[] {
    const { code, detail, params, errors = [] } = this.body;
    return errors.length > 0 ? errors : [{ code, detail, ...(params === undefined ? {} : { params }) }];
  }
}

/** A read model has not read yet what was to be in the answer: it will, and the answer says nothing until then. */
export class StillBehindError extends Error {
  /** @param behindBy how many events it has still to read */
  constructor(readonly behindBy: number) {
    super(`the read model is ${behindBy} events behind`);
    this.name = 'StillBehindError';
  }
}

/** The server could not be reached: nothing is known about what was sent. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('the server cannot be reached', { cause });
    this.name = 'UnreachableError';
  }
}
