/** Does a conversation, a customer or a template stand in two splits? */
import { type AuditCheck, countCheck } from '../../../audit/check.js';
import { percent } from '../../words.js';
import { GROUP_KINDS, type GroupKind, type IntentExample } from '../example.js';

/** A group with more of the rows than this is no group: a column that holds the same everywhere, or a bot. */
const WHOLE = 0.5;

/** One check per kind of group that the rows have. */
export function checkGroups(examples: readonly IntentExample[]): readonly AuditCheck[] {
  return GROUP_KINDS.flatMap((kind) => {
    const groups = groupsOf(examples, kind);
    return groups.size === 0 ? [] : [checkGroup(kind, groups, examples.length)];
  });
}

/** Examples by group, in the order of the file. */
export function groupsOf(
  examples: readonly IntentExample[],
  kind: GroupKind,
): ReadonlyMap<string, readonly IntentExample[]> {
  const groups = new Map<string, IntentExample[]>();
  for (const example of examples) {
    const name = example.groups[kind];
    if (name === undefined) continue;
    const known = groups.get(name);
    if (known) known.push(example);
    else groups.set(name, [example]);
  }
  return groups;
}

function checkGroup(kind: GroupKind, groups: ReadonlyMap<string, readonly IntentExample[]>, rows: number): AuditCheck {
  const id = `${kind}_leaks`;
  const whole = [...groups].find(([, members]) => members.length > 1 && members.length > WHOLE * rows);
  if (whole !== undefined) {
    const [name, members] = whole;
    return {
      ...{ id, value: null, threshold: 0, status: 'warn' },
      message: `${percent(members.length / rows)} of the rows are of one ${kind}, “${name}”: the column does not tell ${kind}s apart`,
      examples: [],
    };
  }
  const torn = [...groups].filter(([, members]) => new Set(members.map(({ split }) => split)).size > 1);
  return countCheck(
    id,
    torn.map(([name, members]) => `${kind} ${name}: ${places(members)}`),
    { message: (n) => `${n} of ${groups.size.toLocaleString('en')} ${kind}s are in more than one split` },
  );
}

/** One place of each split. */
function places(members: readonly IntentExample[]): string {
  const bySplit = new Map(members.map((member) => [member.split, member]));
  return [...bySplit.values()].map(({ where, split }) => `${where} (${split ?? 'no split'})`).join(', ');
}
