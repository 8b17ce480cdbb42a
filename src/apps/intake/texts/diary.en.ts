import type { Question } from '../../../features/diary';

export const DIARY_TITLES: Readonly<Record<Question, string>> = {
  what: 'What happened?',
  when: 'When did it happen?',
  who: 'Who do you think it was?',
  said: 'Was anything said?',
  order: 'Is there a court order?',
};
