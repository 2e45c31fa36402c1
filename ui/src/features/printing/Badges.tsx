/** Badges of the people who have one. */
import { IconIdBadgeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type PersonView } from '@/api';
import { EmptyState, FieldChecks, Loaded, useTexts, useWord } from '@/shared';
import { CodeForm } from './CodeForm';

export function Badges() {
  const t = useTexts('printing');
  const bank = useCommandQuery('admin.overview', {});
  return (
    <Loaded query={bank}>
      {({ people }) => {
        const badged = people.filter((person) => person.badge !== null && person.suspended_ms === null);
        return badged.length === 0
          ? <EmptyState icon={IconIdBadgeOff} title={t('codes.no_badge')} hint={t('codes.no_badge_hint')} />
          : <Choose people={badged} />;
      }}
    </Loaded>
  );
}

function Choose({ people }: { people: PersonView[] }) {
  const t = useTexts('printing');
  const word = useWord();
  const [chosen, setChosen] = useState<string[]>([]);
  const roles = (person: PersonView) => person.grants.map(({ role }) => word('Role', role)).join(' · ');
  const items = people
    .filter(({ person }) => chosen.includes(person))
    .map((person) => ({ code: person.badge ?? '', name: person.name, detail: roles(person) }));
  return (
    <CodeForm template="badge" items={items}>
      <FieldChecks
        name="items"
        label={t('codes.whose')}
        value={chosen}
        onChange={setChosen}
        required
        options={people.map((person) => ({ value: person.person, label: `${person.name} · ${roles(person)} · ${person.badge}` }))}
      />
    </CodeForm>
  );
}
