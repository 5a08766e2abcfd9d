import extract from './occupations.json' with { type: 'json' };

/** An occupation of ESCO (European Skills, Competences, Qualifications and Occupations); see ESCO-NOTICE.md. */
export interface Occupation {
  readonly escoUri: string;
  /** The preferred title in English. */
  readonly title: string;
  /** The ISCO-08 unit group, where it is known for certain. */
  readonly iscoCode: string | null;
}

const PREFIX = 'http://data.europa.eu/esco/occupation/';

/** The extract that the network knows, ordered by title. */
export const occupations: readonly Occupation[] = extract
  .map(([id, title, iscoCode]) => ({ escoUri: `${PREFIX}${id}`, title: title!, iscoCode: iscoCode ?? null }))
  .sort((a, b) => (a.title < b.title ? -1 : 1));

const byUri = new Map(occupations.map((occupation) => [occupation.escoUri, occupation]));

/** The occupation with this ESCO URI; null if the extract does not hold it. */
export const occupationOf = (escoUri: string): Occupation | null => byUri.get(escoUri) ?? null;
