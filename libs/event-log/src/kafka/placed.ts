import type { KafkaMessage } from 'kafkajs';
import type { PlacedMessage } from '../transport/wire-event.js';

/** A message as kafkajs gives it, in our terms; of a header that comes several times the last counts. */
export function placed({ key, value, headers, offset, timestamp }: KafkaMessage): PlacedMessage {
  const said: Record<string, string> = {};
  for (const [name, text] of Object.entries(headers ?? {})) {
    const last = Array.isArray(text) ? text.at(-1) : text;
    if (last !== undefined) said[name] = last.toString();
  }
  return { key: key === null ? null : key.toString(), value, headers: said, offset: Number(offset), timestamp: Number(timestamp) };
}
