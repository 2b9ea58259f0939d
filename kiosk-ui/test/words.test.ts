import { describe, expect, it } from 'vitest';
import { translator } from '../src/i18n/language.ts';
import { firstLines, numberList, personId, personName } from '../src/i18n/words.ts';
import { row } from './rows.ts';

const t = translator('en');

describe('person names', () => {
  it.each([
    ['Phantom^Seed2', 'Phantom Seed2'],
    ['Wang^XiaoDong=王^小東', '王小東 Wang XiaoDong'],
    ['=堃^喆', '堃喆'],
    ['Doe^Jane^Q^Dr^', 'Doe Jane Q Dr'],
    ['^^^', 'Name not given'],
    ['', 'Name not given'],
  ])('%s reads %s', (patientName, read) => {
    expect(personName(t, row({ patientName }))).toBe(read);
  });

  it('say that an ID is missing', () => {
    expect(personId(t, row({ patientId: ' ' }))).toBe('ID not given');
  });
});

describe('long lists', () => {
  it('shorten runs of numbers and lose none', () => {
    expect(numberList([3, 1, 2, 5, 7, 8, 8])).toBe('1–3, 5, 7, 8');
    expect(numberList([])).toBe('');
  });

  it('keep the first reasons and count the rest', () => {
    expect(firstLines(t, ['a', 'b', 'c', 'd', 'e'], 3)).toEqual(['a', 'b', 'c', '… and 2 further reasons']);
    expect(firstLines(t, ['a', 'b', 'c', 'd'], 3)).toEqual(['a', 'b', 'c', 'd']);
  });
});
