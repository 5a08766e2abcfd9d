import { countries, countryExclusions, countryName, exclusionOf, isCountry } from './countries.ts';
import { currencyDigits, isCurrency } from './currencies.ts';
import { isTimeZone, utcOffsetMinutes } from './time-zones.ts';

describe('countries', () => {
  it('knows the 249 assigned codes and no other', () => {
    expect(countries).toHaveLength(249);
    expect(isCountry('KE')).toBe(true);
    expect(countryName('BD')).toBe('Bangladesh');
    expect(['ke', 'XX', 'UK', 'EU', 'ZZ', ''].filter(isCountry)).toEqual([]);
  });

  it('excludes nobody by default, and says why where an operator does', () => {
    const exclusion = { country: 'AQ', reason: 'Nobody can be paid there.', since: '2026-01-01' };

    expect(countryExclusions).toEqual([]);
    expect(exclusionOf('AQ')).toBeNull();
    expect(exclusionOf('AQ', [exclusion])).toBe(exclusion);
  });
});

describe('currencies', () => {
  it('knows what people are paid in, with the digits of its minor unit', () => {
    expect([currencyDigits('USD'), currencyDigits('JPY'), currencyDigits('KWD'), currencyDigits('XOF')]).toEqual([2, 0, 3, 0]);
    expect(['usd', 'XAU', 'XTS', 'XXX', 'DEM', ''].filter(isCurrency)).toEqual([]);
  });
});

describe('time zones', () => {
  it('takes names of the IANA database and their links, not offsets or sloppy spelling', () => {
    expect(
      ['Asia/Kolkata', 'Asia/Calcutta', 'Africa/Nairobi', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+5'].every(isTimeZone),
    ).toBe(true);
    expect(['+05:30', 'africa/nairobi', 'Mars/Olympus', 'Europe/', '', '../etc'].filter(isTimeZone)).toEqual([]);
  });

  it('tells the offset at an instant, daylight saving included', () => {
    const [winter, summer] = [new Date('2026-01-15T12:00:00Z'), new Date('2026-07-15T12:00:00Z')];

    expect(utcOffsetMinutes('Asia/Kolkata', winter)).toBe(330);
    expect(utcOffsetMinutes('UTC', winter)).toBe(0);
    expect(utcOffsetMinutes('America/St_Johns', winter)).toBe(-210);
    expect([utcOffsetMinutes('Europe/Berlin', winter), utcOffsetMinutes('Europe/Berlin', summer)]).toEqual([60, 120]);
  });

  it('changes exactly when the clocks do', () => {
    const before = new Date('2026-03-29T00:59:59Z');

    expect(utcOffsetMinutes('Europe/Berlin', before)).toBe(60);
    expect(utcOffsetMinutes('Europe/Berlin', new Date(before.getTime() + 1000))).toBe(120);
  });

  it('throws for an unknown zone', () => {
    expect(() => utcOffsetMinutes('Mars/Olympus', new Date(0))).toThrow(RangeError);
  });
});
