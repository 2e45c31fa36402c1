/** Answers being given: pure, so that the keyboard's path through the form can be tested. */
import type { Answer, AnsweredQuestion, Question } from '@/api';

export type Answers = Record<string, Answer>;

/** Keys that answer the question in focus; the same on every keyboard layout that nurses use. */
const KEYS: Record<string, Answer> = { n: 'no', y: 'yes', u: 'unknown', 0: 'no', 1: 'yes', 2: 'unknown' };

export function answerOfKey(key: string): Answer | null {
  return KEYS[key.toLowerCase()] ?? null;
}

/** The next question without an answer behind `from`, else the first one anywhere; null when all are answered. */
export function nextOpen(questions: Question[], answers: Answers, from: number): number | null {
  const open = (index: number) => answers[questions[index]?.code ?? ''] === undefined;
  for (let step = 1; step <= questions.length; step += 1) {
    const index = (from + step) % questions.length;
    if (open(index)) return index;
  }
  return null;
}

/** In the form's order; questions without an answer are left out, so that the program names them. */
export function toAnswered(questions: Question[], answers: Answers): AnsweredQuestion[] {
  return questions.flatMap(({ code }) => {
    const answer = answers[code];
    return answer === undefined ? [] : [{ question: code, answer }];
  });
}

export function countAnswered(questions: Question[], answers: Answers): number {
  return toAnswered(questions, answers).length;
}
