import { expect, it } from 'vitest';
import { readWrittenTime } from '../../src/text/timestamp-forms.js';

it('reads what is written and adds nothing', () => {
  expect(readWrittenTime('2026-04-01')).toEqual({ year: 2026, month: 4, day: 1 });
  expect(readWrittenTime('2026年4月1日 午後1時')).toEqual({ year: 2026, month: 4, day: 1, hour: 1, half: 'pm' });
  expect(readWrittenTime('2026-04-01t10:30:05.25-03:30')).toEqual({
    ...{ year: 2026, month: 4, day: 1, hour: 10, minute: 30, second: 5 },
    ...{ millisecond: 250, offset: -210 },
  });
});

it('counts the years of an era, the first as 元', () => {
  expect(readWrittenTime('令和元年5月1日')?.year).toBe(2019);
  expect(readWrittenTime('平成31年4月30日')?.year).toBe(2019);
  expect(readWrittenTime('昭和64年1月7日')?.year).toBe(1989);
  expect(readWrittenTime('r8.4.1')?.year).toBe(2026);
});

it('leaves alone what it does not know', () => {
  for (const text of ['', 'soon', '2026-04', '2026-04/01', '04/05/2026', '2026-04-01 and more', '二〇二六年四月一日']) {
    expect(readWrittenTime(text)).toBeNull();
  }
});
