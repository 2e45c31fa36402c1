/** The health questionnaire: the question in focus takes N, Y or U and the focus moves on; arrows move without answering. */
import { useRef, useState, type KeyboardEvent } from 'react';
import { useAct, useCommandQuery, type Answer, type QuestionnaireForm as Form } from '@/api';
import { ActForm, Buttons, Loaded, pick, SubmitButton, useTexts, useWord } from '@/shared';
import { answerOfKey, countAnswered, nextOpen, toAnswered, type Answers } from './questionnaire';
import classes from './QuestionnaireForm.module.css';

const ANSWERS: [Answer, string][] = [['no', 'N'], ['yes', 'Y'], ['unknown', 'U']];

export function QuestionnaireForm({ donation }: { donation: string }) {
  const query = useCommandQuery('donation.questionnaire', {});
  return <Loaded query={query}>{(form) => <Questions donation={donation} form={form} />}</Loaded>;
}

function Questions({ donation, form: { version, questions } }: { donation: string; form: Form }) {
  const t = useTexts('collection');
  const word = useWord();
  const act = useAct('donation.record_questionnaire');
  const [answers, setAnswers] = useState<Answers>({});
  const list = useRef<HTMLDivElement>(null);
  const done = countAnswered(questions, answers);
  const missing = act.error?.params['question'];

  const focusRow = (index: number) => list.current?.querySelectorAll<HTMLElement>('[data-question]')[index]?.focus();
  const give = (index: number, answer: Answer) => {
    const question = questions[index];
    if (!question) return;
    const next = { ...answers, [question.code]: answer };
    setAnswers(next);
    const open = nextOpen(questions, next, index);
    if (open !== null) focusRow(open);
    // The button takes the focus only once it is no longer disabled.
    else setTimeout(() => list.current?.closest('form')?.querySelector<HTMLButtonElement>('button[type=submit]')?.focus());
  };
  const onKey = (index: number) => (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const answer = answerOfKey(event.key);
    if (answer) give(index, answer);
    else if (event.key === 'ArrowDown') focusRow(Math.min(questions.length - 1, index + 1));
    else if (event.key === 'ArrowUp') focusRow(Math.max(0, index - 1));
    else return;
    event.preventDefault();
  };

  return (
    <ActForm act={act} onSubmit={() => act.mutate({ donation, form_version: version, answers: toAnswered(questions, answers) })}>
      <div ref={list} className={classes.list} data-testid="field-answers">
        {questions.map((question, index) => (
          <div
            key={question.code}
            className={classes.question}
            role="radiogroup"
            aria-label={pick(question)}
            tabIndex={index === 0 ? 0 : -1}
            ref={index === 0 ? focusOnMount : undefined}
            data-question={question.code}
            data-answered={answers[question.code] !== undefined}
            data-missing={missing === question.code}
            data-testid={`row-${question.code}`}
            onKeyDown={onKey(index)}
          >
            <span className={classes.number}>{index + 1}</span>
            <span className={classes.text}>{pick(question)}</span>
            <span className={classes.answers}>
              {ANSWERS.map(([answer, key]) => (
                <button
                  key={answer}
                  type="button"
                  tabIndex={-1}
                  role="radio"
                  aria-checked={answers[question.code] === answer}
                  className={classes.answer}
                  data-answer={answer}
                  onClick={() => give(index, answer)}
                  data-testid={`field-answers-${question.code}-${answer}`}
                >
                  {word('Answer', answer)} <kbd className={classes.key}>{key}</kbd>
                </button>
              ))}
            </span>
          </div>
        ))}
      </div>
      <Buttons>
        <span className={classes.count} data-testid="questionnaire-count">{t('questionnaire.count', { done, all: questions.length, version })}</span>
        <SubmitButton command="donation.record_questionnaire" act={act} disabled={done < questions.length}>{t('questionnaire.submit')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}

function focusOnMount(element: HTMLElement | null): void {
  if (element && !element.dataset['met']) {
    element.dataset['met'] = 'yes';
    element.focus();
  }
}
