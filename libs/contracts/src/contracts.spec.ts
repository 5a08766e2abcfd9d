import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Type } from '@sinclair/typebox';
import { allContracts, ContractViolation, fact, LedgerPosted, OpportunityPublished, ProfileState, topicsOf } from './index.ts';

const id = '0198c0de-0000-7000-8000-000000000001';
const published = { opportunityId: id, companyId: id, revision: 1, publishedAt: '2026-01-01T00:00:00.000Z' };

describe('a contract', () => {
  it('gives type, topic and source one name', () => {
    expect(OpportunityPublished).toMatchObject({
      name: 'OpportunityPublished',
      type: 'company-verification.opportunity.published.v1',
      topic: 'crossing.company-verification.opportunity.fact.v1',
      source: '/company-verification',
      kind: 'fact',
      key: 'opportunityId',
    });
    expect(ProfileState.topic).toBe('crossing.contributor.profile.state.v1');
  });

  it('has type, topic and schema of its own when a breaking change makes a second one', () => {
    const data = Type.Object({ offerId: Type.String() });
    const second = fact({
      name: 'OfferIssuedV2',
      service: 'matching',
      aggregate: 'offer',
      key: 'offerId',
      event: 'issued',
      major: 2,
      data,
    });

    expect(second).toMatchObject({ type: 'matching.offer.issued.v2', topic: 'crossing.matching.offer.fact.v2' });
    expect(second.schema.$id).toBe('urn:crossing:matching.offer.issued.v2');
  });

  it('lets nothing through that it does not declare, and leaves what it was given alone', () => {
    const raw = { ...published, email: 'nova@contributors.example' };

    expect(OpportunityPublished.parse(raw)).toEqual(published);
    expect(raw).toHaveProperty('email');
  });

  it('takes an enum value that it does not know', () => {
    const posted = { entryId: id, companyId: id, engagementId: null, kind: 'REFUND', amount: { amountMinor: '1', currency: 'EUR' } };

    expect(LedgerPosted.parse({ ...posted, postedAt: published.publishedAt })).toMatchObject({ kind: 'REFUND' });
  });

  it('names every broken rule but no value', () => {
    const attempt = () => OpportunityPublished.parse({ ...published, opportunityId: 'SECRET', revision: 0 });

    expect(attempt).toThrow(ContractViolation);
    expect(attempt).toThrow('OpportunityPublished: /opportunityId must match format "uuid"; /revision must be >= 1');
  });

  it.each([undefined, null, 'text', 7, []])('refuses %p', (raw) => {
    expect(() => OpportunityPublished.parse(raw)).toThrow(ContractViolation);
  });
});

describe('all contracts', () => {
  it.each(allContracts.map((contract) => [contract.name, contract] as const))(
    '%s compiles, and lies in the file of its name',
    (name, contract) => {
      expect(() => contract.parse({})).toThrow(ContractViolation);
      expect(contract.schema['required']).toContain(contract.key);
      expect(readdirSync(path.join(import.meta.dirname, contract.source))).toContain(`${kebab(name)}.ts`);
    },
  );

  it('have a type and a name of their own', () => {
    expect(new Set(allContracts.map(({ type }) => type)).size).toBe(allContracts.length);
    expect(new Set(allContracts.map(({ name }) => name)).size).toBe(allContracts.length);
  });

  it('travel on one topic per aggregate and kind, of six partitions', () => {
    const topics = topicsOf(allContracts);

    expect(topics).toContainEqual({ topic: 'crossing.matching.offer.fact.v1', kind: 'fact', partitions: 6 });
    expect(new Set(topics.map(({ topic }) => topic)).size).toBe(topics.length);
  });
});

const kebab = (name: string): string => name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
