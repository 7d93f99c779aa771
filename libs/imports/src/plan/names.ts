import { type ProblemItem, squeezed } from '#contracts';
import { closestName } from '../value/close-name.js';
import type { Directory, KnownUnit, KnownVillage } from './known.js';

interface Named {
  readonly inScope: boolean;
}

/** What a name stands for, or why nobody can say. */
export type Found<Item> = Item | NotFound;

/** Why a name stands for nothing, with a close name where there is one. */
export interface NotFound extends ProblemItem {
  readonly suggestion?: string;
}

/** Looks names up as people write them: by name, former name or id, without regard to spaces and width of signs. */
export class Names {
  private readonly units: NameIndex<KnownUnit>;
  private readonly villages: NameIndex<KnownVillage>;
  private readonly byId: ReadonlyMap<string, KnownUnit>;

  constructor(directory: Directory) {
    this.units = new NameIndex(directory.units, ({ id, name, formerNames = [] }) => [[name, id], formerNames]);
    this.byId = new Map(directory.units.map((unit) => [unit.id, unit]));
    this.villages = new NameIndex(directory.villages, ({ code, name }) => [[name, code], []]);
  }

  unit(text: string): Found<KnownUnit> {
    return this.units.find(text, (value) => ({
      unknown: { code: 'UNIT.UNKNOWN', params: { unitId: value } },
      outOfScope: { code: 'UNIT.OUT_OF_SCOPE' },
      ambiguous: { code: 'UNIT.AMBIGUOUS' },
    }));
  }

  unitOf(id: string | undefined): KnownUnit | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }

  village(text: string): Found<KnownVillage> {
    return this.villages.find(text, (value) => ({
      unknown: { code: 'VILLAGE.UNKNOWN', params: { id: value } },
      outOfScope: { code: 'VILLAGE.OUT_OF_SCOPE' },
      ambiguous: { code: 'VILLAGE.AMBIGUOUS' },
    }));
  }
}

type Refusals = (value: string) => Readonly<Record<'unknown' | 'outOfScope' | 'ambiguous', ProblemItem>>;

class NameIndex<Item extends Named> {
  private readonly byName = new Map<string, Item[]>();
  private readonly byFormerName = new Map<string, Item[]>();
  private readonly suggestible: string[] = [];
  private readonly found = new Map<string, Found<Item>>();

  constructor(items: readonly Item[], namesOf: (item: Item) => [present: readonly string[], former: readonly string[]]) {
    for (const item of items) {
      const [present, former] = namesOf(item);
      for (const name of present) put(this.byName, squeezed(name), item);
      for (const name of former) put(this.byFormerName, squeezed(name), item);
      if (item.inScope && present[0] !== undefined) this.suggestible.push(present[0]);
    }
  }

  find(text: string, refusals: Refusals): Found<Item> {
    const known = this.found.get(text);
    if (known !== undefined) return known;
    const found = this.look(text, refusals(text));
    this.found.set(text, found);
    return found;
  }

  private look(text: string, { unknown, outOfScope, ambiguous }: ReturnType<Refusals>): Found<Item> {
    const name = squeezed(text);
    const all = this.byName.get(name) ?? this.byFormerName.get(name) ?? [];
    const [own, other] = all.filter(({ inScope }) => inScope);
    if (own !== undefined && other === undefined) return own;
    if (own !== undefined) return { ...ambiguous, params: { count: all.length } };
    if (all.length > 0) return outOfScope;
    const suggestion = closestName(text, this.suggestible);
    return suggestion === undefined ? unknown : { ...unknown, suggestion };
  }
}

function put<Item>(index: Map<string, Item[]>, name: string, item: Item): void {
  const there = index.get(name);
  if (there === undefined) index.set(name, [item]);
  else if (!there.includes(item)) there.push(item);
}

/** Whether a name stands for something. */
export function isFound<Item extends object>(found: Found<Item>): found is Item {
  return !('code' in found) || 'inScope' in found;
}
