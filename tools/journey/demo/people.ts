/** A demo person. Everybody has the same password; none of them exists in production. */
export interface DemoPerson {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  /** What they are in the demo, in words. */
  readonly role: string;
}

export const DEMO_PASSWORD = 'correct horse battery staple demo';

export const people = {
  nova: person('nova', 'Nova Firstday', 'nova@contributors.example', 'contributor, a newcomer without a track record'),
  testa: person('testa', 'Dr. Testa Cardiola', 'testa@contributors.example', 'contributor, cardiologist'),
  asha: person('asha', 'Asha Sampleworth', 'asha@contributors.example', 'contributor, Hindi speaker'),
  juma: person('juma', 'Juma Mfano', 'juma@contributors.example', 'contributor, Swahili speaker'),
  devlin: person('devlin', 'Devlin Stackfield', 'devlin@contributors.example', 'contributor, software developer'),
  polly: person('polly', 'Polly Glotte', 'polly@contributors.example', 'contributor, translator'),
  olga: person('olga', 'Olga Gründer', 'olga@lantern.example', 'founder of Lantern Labs'),
  coppola: person('coppola', 'Cora Coppola', 'coppola@copperfern.example', 'founder of Copperfern Data'),
  hana: person('hana', 'Hana Halyard', 'hana@halyard.example', 'founder of Halyard Medical AI Team'),
  rita: person('rita', 'Rita Review', 'rita@network.example', 'trust reviewer'),
  ruben: person('ruben', 'Ruben Review', 'ruben@network.example', 'trust reviewer'),
} as const satisfies Readonly<Record<string, DemoPerson>>;

export const demoPeople: readonly DemoPerson[] = Object.values(people);
export const reviewers: readonly DemoPerson[] = [people.rita, people.ruben];

function person(key: string, name: string, email: string, role: string): DemoPerson {
  return { key, name, email, role };
}
