import type { Message } from '@crossing/messaging';

type Shown = Pick<Message, 'headers' | 'value' | 'key'>;

/** A message for reading: time, type, key and sequence, then its data. */
export function linesOf({ headers, key, value }: Shown): string {
  const { ce_time: time = 'no time', ce_type: type = 'no type', ce_sequence: sequence } = headers;
  return `${time}  ${type}  ${key}  ${sequence === undefined ? 'no sequence' : `#${sequence}`}\n  ${textOf(value)}`;
}

/** A message as one line of JSON. What is no JSON is given as text; a tombstone has the data null. */
export function jsonOf({ topic, partition, offset, key, headers, value }: Message): string {
  const { ce_time: time, ce_type: type, ce_id: id, ce_sequence: sequence } = headers;
  const data = dataOf(value);
  return JSON.stringify({
    ...{ topic, partition, offset: Number(offset), key, time, type, id },
    sequence: sequence === undefined ? undefined : Number(sequence),
    headers,
    ...('json' in data ? { data: data.json } : { text: data.text }),
  });
}

/** A value in one line, as it is if it is no JSON. */
export function textOf(value: Buffer | null, indent?: number): string {
  if (value === null) return '(a tombstone: the key is erased)';
  const data = dataOf(value);
  return 'json' in data ? JSON.stringify(data.json, null, indent) : `(not JSON) ${data.text}`;
}

function dataOf(value: Buffer | null): { readonly json: unknown } | { readonly text: string } {
  if (value === null) return { json: null };
  const text = value.toString('utf8');
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return { text };
  }
}
