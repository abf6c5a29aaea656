import { isJsonObject } from '../domain/json-reading.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { KeptDuty } from '../domain/heart/kept.ts';

/** What most duties are; a duty is stored without what it shares with these. */
const USUAL: JsonObject = {
  status: 'open',
  endedBecause: null,
  metOn: null,
  earliestOn: null,
  practiceOn: null,
  provisional: false,
  bookedOn: null,
  knowledge: 'recorded',
  unconfirmedSince: null,
};

/** What follows from the rest of a duty, where nothing else is said: its id is `<rule>@<anchor>`. */
function usualOf(duty: JsonObject): JsonObject {
  const { id, dueOn = null, owner = null } = duty;
  const [rule = '', ...anchor] = typeof id === 'string' ? id.split('@') : [];
  return { ...USUAL, ruleId: rule, anchor: anchor.join('@'), lastDefensibleOn: dueOn, holder: owner };
}

/** Duties as they are stored, less than half as long: twenty and more are kept of a child, and read and written with every change. */
export function packed(duties: readonly KeptDuty[]): readonly JsonObject[] {
  return duties.map(({ duty, datedBy, stepsDone }) => {
    const usual = usualOf({ ...duty });
    const own = Object.entries(duty).filter(([name, value]) => value !== usual[name]);
    return { duty: Object.fromEntries(own), datedBy, ...(stepsDone.length === 0 ? {} : { stepsDone }) };
  });
}

/** The same as they are known; what an earlier build stored in full is left as it is, and so is what is no duty. */
function unpacked(stored: readonly Json[]): readonly Json[] {
  return stored.map((item): Json => {
    const duty = isJsonObject(item) ? item['duty'] : null;
    if (!isJsonObject(item) || !isJsonObject(duty)) return item;
    return { stepsDone: [], ...item, duty: { ...usualOf(duty), ...duty } };
  });
}

/** What is kept of a process as stored, its duties as they are known. */
export function withDuties(kept: Json | undefined): Json | undefined {
  const duties = isJsonObject(kept) ? kept['duties'] : null;
  return isJsonObject(kept) && isList(duties) ? { ...kept, duties: unpacked(duties) } : kept;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
