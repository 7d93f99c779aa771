/** How long the gateway waits for what, and how much it keeps; milliseconds and bytes. */
export interface ForwardLimits {
  /** Until a connection to a service stands. */
  readonly connectMs: number;
  /** From the whole request to the head of the answer. A command's look-up of another log alone may take 2 s. */
  readonly headersMs: number;
  /** Between two parts of a body, either way. */
  readonly idleBodyMs: number;
  /** Of a request body, for a second attempt: any JSON body fits. */
  readonly keptBodyBytes: number;
}

/** The limits of a gateway at work; tests have shorter ones. */
export const FORWARD_LIMITS: ForwardLimits = { connectMs: 2_000, headersMs: 30_000, idleBodyMs: 60_000, keptBodyBytes: 1_048_576 };
