/** What a text rule found: which rule, in which version, and the words that it stands on. */
export interface RuleFinding {
  readonly ruleId: string;
  readonly version: number;
  readonly evidence: string;
}

export const FEE_REQUEST_RULE = { ruleId: 'fee-asked-of-contributors', version: 1 } as const;

// Look-alikes of Latin letters in Cyrillic and Greek, and digits that stand for letters (Unicode TR39, the part that scams use).
const CONFUSABLES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['аa', 'еe', 'оo', 'рp', 'сc', 'уy', 'хx', 'іi', 'ѕs', 'ԁd', 'һh', 'јj', 'ӏl', 'вb', 'нh', 'кk', 'мm', 'тt', 'гr'],
    ...['αa', 'εe', 'ιi', 'κk', 'νv', 'οo', 'ρp', 'τt', 'υu', 'χx', 'ɡg', 'ı' + 'i', '0o', '1i', '3e', '4a', '5s', '@a', '$s'],
  ].map((pair) => [[...pair][0]!, [...pair][1]!]),
);

/** NFKD, lower case, no accents or invisible characters, look-alikes folded: what a reader's eye makes of a text. */
export const foldConfusables = (text: string): string =>
  [
    ...text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[\p{M}\p{Cf}]/gu, ''),
  ]
    .map((letter) => CONFUSABLES[letter] ?? letter)
    .join('');

const KINDS = [
  ...['registration', 'application', 'onboarding', 'training', 'processing', 'activation', 'starter', 'admin', 'administration'],
  ...['membership', 'placement', 'verification', 'background check', 'background-check', 'security', 'refundable', 'upfront', 'advance'],
];
const FEE = new RegExp(`\\b(?:${KINDS.join('|')}) (?:fees?|deposits?|charges?|payments?|costs?)\\b`, 'g');
// A fee alone may be what the work is about; beside one of these words it is asked for.
const ASKED =
  /\b(?:there is|appl(?:y|ies)|due|required?|requires|payable|charged?|taken?|collected|needed|must|first|of \d|usd|eur|gbp)\b|[€£:]/;
const DEMANDS: readonly RegExp[] = [
  /\b(?:you|contributors?|applicants?|candidates?|workers?|annotators?) (?:must|have to|need to|shall|will|should|are required to|are asked to) (?:first )?(?:pay|deposit|transfer|purchase|buy|send (?:us )?money)\b/g,
  /(?<!\bwe )(?<!\bwe will )\bpay (?:us |an? |the |your |small |one-time |first )*(?:fees?|deposits?)\b/g,
  /\b(?:buy|purchase) (?:an? |the |our |your )*(?:starter|training|equipment) (?:kits?|packages?|courses?)\b/g,
];
// "No registration fee", "we never charge a deposit": a promise, not a demand.
const DENIED = /\b(?:no|not|never|without|free of|nor|any)\b[^,]{0,40}$/;

/** Where a text asks contributors for money; null when it does not. Refuses a draft, never a person: a reviewer reads every text anyway. */
export function feeRequest(text: string): RuleFinding | null {
  for (const sentence of foldConfusables(text)
    .replace(/\s+/g, ' ')
    .split(/[.!?;]/)) {
    const fees = ASKED.test(sentence) ? [FEE] : [];
    for (const pattern of [...fees, ...DEMANDS]) {
      for (const match of sentence.matchAll(pattern)) {
        if (!DENIED.test(sentence.slice(0, match.index))) return { ...FEE_REQUEST_RULE, evidence: match[0] };
      }
    }
  }
  return null;
}
