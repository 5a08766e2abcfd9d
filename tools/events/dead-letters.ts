import { discard } from '@crossing/messaging';
import {
  countDeadLetters,
  findDeadLetter,
  listDeadLetters,
  type DeadLetterEntry,
  type DeadLetterWhole,
} from '@crossing/messaging/dead-letter-list.ts';
import { audit } from '@crossing/runtime';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { columns, counted } from './columns.ts';
import type { GraphAccess } from './graph-access.ts';
import { textOf } from './message-lines.ts';
import type { Output } from './output.ts';

/** How many a page has. */
export const PAGE = 50;
const REASON_SHOWN = 80;

interface ListOptions {
  readonly services: readonly string[];
  readonly page: number;
  /** The words that lead to this list, without the page. */
  readonly asked: string;
}

/** Prints a page of the dead letters that are open, service by service. */
export async function list({ inSchema }: GraphAccess, { services, page, asked }: ListOptions, out: Output): Promise<void> {
  const rows: (readonly [string, DeadLetterEntry])[] = [];
  let before = 0;
  for (const service of services) {
    await inSchema(service, async (sql) => {
      const open = await countDeadLetters(sql);
      const skip = Math.max(0, (page - 1) * PAGE - before);
      const limit = PAGE - rows.length;
      if (skip < open && limit > 0) for (const letter of await listDeadLetters(sql, { skip, limit })) rows.push([service, letter]);
      before += open;
    });
  }
  for (const line of listLines(rows, { total: before, page, asked })) await out.print(line);
}

/** The page as lines, and how to come to the next one. */
export function listLines(
  rows: readonly (readonly [string, DeadLetterEntry])[],
  { total, page, asked }: { readonly total: number; readonly page: number; readonly asked: string },
): string[] {
  const pages = Math.max(1, Math.ceil(total / PAGE));
  if (page > pages)
    throw new Complaint(`There ${total === 1 ? 'is' : 'are'} ${counted(total, 'dead letter')}, on ${counted(pages, 'page')}.`);
  if (total === 0) return ['There are no dead letters.'];
  const first = (page - 1) * PAGE + 1;
  return [
    ...columns(
      ['service', 'id', 'status', 'since', 'group', 'topic', 'key', 'retries', 'reason'],
      rows.map(([service, { id, status, firstAt, consumer, topic, key, attempts, reason }]) => [
        ...[service, id, status, firstAt.toISOString(), consumer, topic, key, attempts, shortened(reason)],
      ]),
    ),
    '',
    `${first} to ${first + rows.length - 1} of ${counted(total, 'dead letter')}.`,
    ...(page < pages ? [`The next page: npm run events -- ${asked} --page ${page + 1}`] : []),
  ];
}

const shortened = (reason: string): string => {
  const line = reason.replaceAll(/\s+/g, ' ');
  return line.length > REASON_SHOWN ? `${line.slice(0, REASON_SHOWN - 1)}…` : line;
};

/** Prints everything about one dead letter, and what can be done about it. */
export async function show({ inSchema }: GraphAccess, service: string, id: bigint, out: Output): Promise<void> {
  const letter = await inSchema(service, (sql) => findDeadLetter(sql, id));
  if (!letter) throw new Complaint(`${service} has no dead letter ${id}: npm run events -- dead-letters list --service ${service}`);
  for (const line of letterLines(service, letter)) await out.print(line);
}

/** One of them in full. */
export function letterLines(service: string, letter: DeadLetterWhole): string[] {
  const { id, consumer, topic, partition, offset, key, eventId, status, reason, attempts, firstAt, lastAt, headers, value } = letter;
  return [
    `${service} ${id}: ${status}`,
    `reason     ${reason}`,
    `group      ${consumer}`,
    `topic      ${topic}, partition ${partition}, offset ${offset}`,
    `key        ${key}`,
    `event      ${eventId ?? 'no readable id'}`,
    `since      ${firstAt.toISOString()}, last touched ${lastAt.toISOString()}`,
    `redriven   ${counted(attempts, 'time')} in vain`,
    'headers',
    ...Object.entries(headers).map(([name, text]) => `  ${name}: ${text}`),
    'value',
    ...textOf(value, 2)
      .split('\n')
      .map((line) => `  ${line}`),
    ...whatCanBeDone(service, letter),
  ];
}

function whatCanBeDone(service: string, { id, status, key }: DeadLetterWhole): string[] {
  if (status === 'redriven' || status === 'discarded') return [];
  const giveUp = `npm run events -- dead-letters discard ${service} ${id} --reason "…"`;
  if (status === 'malformed') return ['', `It is no event and blocks nothing; give it up: ${giveUp}`];
  return [
    '',
    `Apply what is open of its key: npm run events -- dead-letters redrive ${service} --key ${key}`,
    `or give this one up: ${giveUp}`,
  ];
}

/** Gives a dead letter up for good, and says what follows. */
export async function giveUp({ inSchema }: GraphAccess, service: string, id: bigint, why: string, out: Output): Promise<void> {
  const given = await inSchema(service, async (sql) => {
    const discarded = await discard(sql, id, why);
    if (!discarded) return null;
    const { group, topic, key } = discarded;
    const record = audit(sql, { actor: 'operator', clock: () => new Date() });
    await record.record({
      action: 'dead-letter.discarded',
      aggregate: 'dead-letter',
      aggregateId: String(id),
      detail: { group, topic, key },
    });
    return discarded;
  });
  if (!given) throw new Complaint(`${service} has no open dead letter ${id}: npm run events -- dead-letters list --service ${service}`);
  const { group, topic, key, blocked, left } = given;
  await out.print(
    `${service} ${id} is given up: ${group} will never apply this message of ${topic}, key ${key}. The reason is kept with it.`,
  );
  if (!blocked) await out.print('It was no event and blocked nothing.');
  else if (left === 0) await out.print('Nothing else of its key waits: what comes next is applied.');
  else
    await out.print(
      `${counted(left, 'letter')} of its key ${left === 1 ? 'is' : 'are'} left: npm run events -- dead-letters redrive ${service} --key ${key}`,
    );
}
