import { readFileSync } from 'node:fs';
import { z } from 'zod';

const People = z.array(z.object({ key: z.string(), name: z.string(), email: z.string(), role: z.string(), password: z.string() }));

/** A person of the demo, with whose password the explorer signs in. */
export type DemoPerson = z.infer<typeof People>[number];

/** Reads the demo's people from a file of JSON. */
export const readPeople = (file: string): readonly DemoPerson[] => People.parse(JSON.parse(readFileSync(file, 'utf8')));
