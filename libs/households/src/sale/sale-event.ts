import { type Counted, type Envelope, type Posting, type SaleFacts, SMALL_GROUP } from '#contracts';

/** 小数量抑制: an event of a sale without its household, in its facts and in what it posts; the event itself where it names none. */
export function withoutHousehold(event: Envelope): Envelope {
  const data = event.data as Partial<SaleFacts> & Counted;
  const { householdId, postings = [] } = data;
  if (householdId == null && !postings.some(namesHousehold)) return event;
  const facts = householdId === undefined ? {} : { householdId: null };
  return { ...event, data: { ...data, ...facts, postings: postings.map(unnamed), withheld: SMALL_GROUP } };
}

function namesHousehold({ measure, member }: Posting): boolean {
  return measure === 'sale.household' && member !== undefined;
}

function unnamed(posting: Posting): Posting {
  if (!namesHousehold(posting)) return posting;
  const { member: _household, ...shown } = posting;
  return shown;
}
