import { kafkaBus, postgresLog, type Bus } from '@crossing/messaging';
import { roleUrl, type Logger } from '@crossing/runtime';
import type { Service } from '../contracts.ts';
import { carelessKafka } from './careless-kafka.ts';
import { SECRET, type Surroundings } from './assignment.ts';

/** The bus as a service uses it. */
export async function openBus({ adminUrl, bus, brokers, sabotage }: Surroundings, service: Service, log: Logger): Promise<Bus> {
  if (bus === 'log') return postgresLog({ url: roleUrl(adminUrl, { service, secret: SECRET, kind: 'worker' }), log });
  const kafka = kafkaBus({ brokers, clientId: service, log });
  return sabotage === 'coverage-check' ? carelessKafka(kafka, { brokers, clientId: service }) : kafka;
}
