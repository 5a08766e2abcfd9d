import { parse, stringify, type Schema } from 'bcp-47';
import { subtagOf, type Subtag } from './language-subtags.ts';

/**
 * The tag in RFC 5646's canonical form, or null when it is malformed, holds an unregistered subtag, or names no language.
 * `HI-in` → `hi-IN`, `iw` → `he`, `zh-yue` → `yue`. Unlike ICU, it keeps what a person says: `arb` does not become `ar`.
 */
export function canonicalLanguageTag(tag: string): string | null {
  const parsed = parse(tag);
  if (!parsed.language || parsed.extendedLanguageSubtags.length > 1 || hasDuplicates(parsed)) return null;
  const language = languageOf(parsed);
  const script = parsed.script ? subtagOf('script', parsed.script) : undefined;
  const region = parsed.region ? subtagOf('region', parsed.region) : undefined;
  const variants = parsed.variants.map((variant) => subtagOf('variant', variant));
  if (!language || [script, region, ...variants].includes(null)) return null;
  return stringify({
    language,
    script: script && titleCase(script.code),
    region: region && (region.preferred ?? region.code).toUpperCase(),
    variants: parsed.variants.map(lowerCase),
    extensions: parsed.extensions
      .map(({ singleton, extensions }) => ({ singleton: singleton.toLowerCase(), extensions: extensions.map(lowerCase) }))
      .sort((a, b) => (a.singleton < b.singleton ? -1 : 1)),
    privateuse: parsed.privateuse.map(lowerCase),
  });
}

/** The language's English name from IANA's registry, with script and region if the tag names them; null for an unregistered tag. */
export function languageName(tag: string): string | null {
  const canonical = canonicalLanguageTag(tag);
  if (!canonical) return null;
  const { language, script, region } = parse(canonical);
  const details = [script && subtagOf('script', script), region && subtagOf('region', region)].filter((part) => !!part);
  const name = subtagOf('language', language!)!.name;
  return details.length === 0 ? name : `${name} (${details.map((part) => part.name).join(', ')})`;
}

/** RFC 4647 basic filtering: the range `ar` matches `ar` and `ar-EG`, but not `arz`; `*` matches everything. */
export function matchesLanguageRange(range: string, tag: string): boolean {
  const [wanted, actual] = [range.toLowerCase(), tag.toLowerCase()];
  return wanted === '*' || actual === wanted || actual.startsWith(`${wanted}-`);
}

// The extended language's own code is preferred to `zh-yue` (RFC 5646, 4.5), and it stands after its prefix only.
function languageOf({ language, extendedLanguageSubtags: [extended] }: Schema): string | null {
  const primary = subtagOf('language', language!);
  if (!primary || !extended) return primary && canonicalCode(primary);
  const extension = subtagOf('extlang', extended);
  return extension && extension.prefix === primary.code ? canonicalCode(extension) : null;
}

const canonicalCode = ({ code, preferred }: Subtag): string => preferred ?? code;

// RFC 5646, 2.2.9: neither a variant nor an extension's singleton occurs twice.
function hasDuplicates({ variants, extensions }: Schema): boolean {
  const once = [...variants, ...extensions.map(({ singleton }) => singleton)].map(lowerCase);
  return new Set(once).size < once.length;
}

const lowerCase = (text: string): string => text.toLowerCase();
const titleCase = (code: string): string => `${code[0]!.toUpperCase()}${code.slice(1)}`;
