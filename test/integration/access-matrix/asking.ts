import type { Role } from '#contracts';
import type { Asked, Position, World } from './world.js';

/**
 * Who may ask a route about which places, in words of the contract (§2, §9 Who): `o` own, `b` below, `s` sibling, `a` above.
 * Written out here and not taken from the product: this is what the product is held against.
 */
export type May = Readonly<Partial<Record<Role, string>>>;

/** One way of asking a route about the record at each place. */
export interface Asking {
  readonly may: May;
  readonly at: (place: Position, world: World) => Asked;
  /** The places there are, by default all four; a village is one's own or another. */
  readonly places?: readonly Position[];
  /** A list that shows what is at these places and no other: the place of each item. */
  readonly lists?: (item: Readonly<Record<string, unknown>>, world: World) => Position | undefined;
}

export const ALL = 'obsa';
/** The role may ask; of these places it is shown none. */
export const NONE = '-';
export const ANYBODY: May = {
  purchaser: ALL,
  reviewer: ALL,
  'project-staff': ALL,
  'village-staff': ALL,
  leader: ALL,
  auditor: ALL,
  admin: ALL,
};

export const TWO: readonly Position[] = ['own', 'sibling'];
/** What is of the whole office is at no place of the tree: asked once. */
export const office: Partial<Asking> = { places: ['own'] };

export const village = { places: TWO };

type Body = Readonly<Record<string, unknown>>;
export type Fixed = string | ((place: Position, world: World) => string);

export function get(may: May, path: Fixed, more: Partial<Asking> = {}): Asking {
  return { may, at: (place, world) => ({ path: text(path, place, world) }), ...more };
}

export function post(
  may: May,
  path: Fixed,
  body: Body | ((place: Position, world: World) => object) = {},
  more: Partial<Asking> = {},
): Asking {
  const bodyAt = (place: Position, world: World): object => (typeof body === 'function' ? body(place, world) : body);
  return { may, at: (place, world) => ({ path: text(path, place, world), body: bodyAt(place, world) }), ...more };
}

function text(path: Fixed, place: Position, world: World): string {
  return typeof path === 'string' ? path.replace('{at}', place) : path(place, world);
}

export const listed = (lists: Asking['lists'], places?: readonly Position[]): Partial<Asking> => ({
  ...(lists === undefined ? {} : { lists }),
  ...(places === undefined ? {} : { places }),
});
