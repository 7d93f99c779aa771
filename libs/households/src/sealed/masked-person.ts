import { maskName, maskPhone } from '#contracts';
import type { Person } from './household-seals.js';

/** A person as lists show one; `null` where none was given or it was destroyed. */
export function masked(person: Person | undefined): Person | null {
  return person === undefined ? null : { name: maskName(person.name), phone: maskPhone(person.phone) };
}
