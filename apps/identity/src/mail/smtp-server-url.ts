/** How to reach a mail server; every connection is encrypted and its certificate checked, unless it stays on this machine. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise by STARTTLS, or not at all. */
  readonly secure: boolean;
  /** Whether nothing is said before STARTTLS. */
  readonly requireTLS: boolean;
  /** Whether STARTTLS is left alone. */
  readonly ignoreTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const SHAPE = 'must be such as smtps://user:password@mail.example.org (TLS) or smtp://user:password@mail.example.org:587 (STARTTLS)';

/** The server that SMTP_URL names. Throws what would be right. */
export function smtpServerOf(text: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSmtp = url !== null && (url.protocol === 'smtp:' || url.protocol === 'smtps:') && url.hostname !== '';
  if (!isSmtp || !['', '/'].includes(url.pathname) || url.hash !== '') throw new Error(SHAPE);
  const plain = url.search === '?tls=none';
  // Whatever else a mail library takes from a query, it would weaken what is promised here.
  if (!plain && url.search !== '') throw new Error('takes no parameter but tls=none');
  const secure = url.protocol === 'smtps:';
  if (plain && (secure || !LOOPBACK.has(url.hostname)))
    throw new Error('may say tls=none only for an smtp server on this machine, such as smtp://127.0.0.1:25?tls=none');
  if ((url.username === '') !== (url.password === '')) throw new Error('needs both a user and a password, or neither');
  const usual = secure ? 465 : 587;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? usual : Number(url.port),
    secure,
    requireTLS: !secure && !plain,
    ignoreTLS: plain,
    ...(url.username !== '' && { auth: { user: decoded(url.username), pass: decoded(url.password) } }),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    throw new Error('has a % in its user or password that begins no escape: write %25 for it', { cause: error });
  }
}
