import { isUuid } from '@crossing/kernel';
import { notFound } from './refusal.ts';

/** An opaque id of the graph: base64url(`Type:uuid`), which is also the federation key (decisions D17). */
export const globalId = (type: string, id: string): string => Buffer.from(`${type}:${id}`).toString('base64url');

/** The UUID in a global id of that type; null for garbage or another type's id. */
export function tryIdOf(type: string, id: string): string | null {
  const decoded = Buffer.from(id, 'base64url').toString();
  const uuid = decoded.slice(type.length + 1);
  return decoded.startsWith(`${type}:`) && isUuid(uuid) && globalId(type, uuid) === id ? uuid : null;
}

/** The UUID in a global id of that type. Throws NOT_FOUND for garbage or another type's id: the same as for a missing object. */
export function idOf(type: string, id: string): string {
  const uuid = tryIdOf(type, id);
  if (!uuid) throw notFound(type.toLowerCase());
  return uuid;
}
