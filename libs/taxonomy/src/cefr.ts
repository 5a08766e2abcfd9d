/** The six levels of the Common European Framework of Reference, lowest first. */
export const CEFR_LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;

export type Cefr = (typeof CEFR_LEVELS)[number];

export const isCefr = (text: string): text is Cefr => (CEFR_LEVELS as readonly string[]).includes(text);

/** 1 for A1 … 6 for C2. */
export const cefrRank = (level: Cefr): number => CEFR_LEVELS.indexOf(level) + 1;

/** True when `actual` is `required` or higher. */
export const cefrAtLeast = (actual: Cefr, required: Cefr): boolean => cefrRank(actual) >= cefrRank(required);
