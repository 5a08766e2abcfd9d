/// <reference lib="dom" />
// Runs in the browser, types stripped by explorer.ts: GraphiQL, and the menu that signs in as a person of the demo.

interface Operation {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: object;
}

interface GraphiQl {
  renderYogaGraphiQL(root: Element, options: object): void;
}

interface Signed {
  readonly accessToken: string;
}

const byId = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;
const people = byId<HTMLSelectElement>('people');
const copy = byId<HTMLButtonElement>('copy');
const REMEMBERED = 'act-as';
let accessToken: string | null = null;

const say = (text: string): void => {
  byId('said').textContent = text;
};

const getJson = async <T>(path: string): Promise<T> => (await fetch(path)).json() as Promise<T>;

const postJson = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  // As the person that was chosen, whoever else is signed in in this browser.
  fetch(path, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** Signs in as the chosen person; nobody is nobody. */
async function signIn(): Promise<void> {
  accessToken = null;
  say('');
  if (people.value !== '') {
    const response = await postJson('/dev/act-as', { person: people.value });
    const answer = (await response.json()) as Signed & { errors?: { message: string }[] };
    accessToken = response.ok ? answer.accessToken : null;
    if (!response.ok) say(answer.errors?.[0]?.message ?? 'Signing in failed.');
  }
  copy.disabled = accessToken === null;
}

/** Sends an operation as the chosen person; an expired token is renewed once. */
async function send(operation: Operation, options?: { headers?: Record<string, string> }): Promise<unknown> {
  const ask = (): Promise<Response> =>
    postJson('/graphql', operation, { ...(accessToken !== null && { authorization: `Bearer ${accessToken}` }), ...options?.headers });
  let response = await ask();
  if (response.status === 401 && accessToken !== null) {
    await signIn();
    response = await ask();
  }
  return response.json();
}

async function offerPeople(): Promise<void> {
  for (const { key, name, role } of await getJson<{ key: string; name: string; role: string }[]>('/dev/people')) {
    people.add(new Option(`${name} – ${role}`, key));
  }
  people.value = sessionStorage.getItem(REMEMBERED) ?? '';
  people.addEventListener('change', () => {
    sessionStorage.setItem(REMEMBERED, people.value);
    void signIn();
  });
  copy.addEventListener('click', () => {
    void navigator.clipboard
      .writeText(accessToken ?? '')
      .then(() => say('The access token is in the clipboard; it is good for five minutes.'));
  });
  await signIn();
}

async function openExplorer(): Promise<void> {
  const worker = (label: string): string => (label === 'graphql' || label === 'json' ? label : 'editor');
  Object.assign(globalThis, {
    MonacoEnvironment: { getWorkerUrl: (_id: string, label: string) => `/explorer/${worker(label)}-worker.js` },
  });
  const { renderYogaGraphiQL } = (globalThis as unknown as { YogaGraphiQL: GraphiQl }).YogaGraphiQL;
  renderYogaGraphiQL(byId('explorer'), {
    fetcher: send,
    // The bar says where we are.
    title: '',
    logo: '<span></span>',
    defaultTabs: await getJson('/explorer/tabs.json'),
    // Without it each keystroke would go into the address, and a reload would open one tab more.
    onEditQuery: () => undefined,
  });
}

await Promise.all([offerPeople(), openExplorer()]);
