import type { KafkaMessage } from 'kafkajs';
import { type PlacedMessage, READ_HEADERS } from '../transport/wire-event.js';

/**
 * A message as kafkajs gives it, in our terms; of a header that comes several times the last counts. Once per message:
 * only what a reader reads is made a text.
 */
export function placed({ key, value, headers, offset, timestamp }: KafkaMessage): PlacedMessage {
  const said: Record<string, string> = {};
  if (headers !== undefined) {
    for (const name of READ_HEADERS) {
      const text = headers[name];
      const last = Array.isArray(text) ? text.at(-1) : text;
      if (last !== undefined) said[name] = last.toString();
    }
  }
  return { key: key === null ? null : key.toString(), value, headers: said, offset: Number(offset), timestamp: Number(timestamp) };
}
