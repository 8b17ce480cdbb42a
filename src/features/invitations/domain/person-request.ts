import type { AgreesFor } from './agrees-for';

/** Whether the victim's views were sought. */
export const VIEWS = ['sought', 'not-sought'] as const;
/** The victim's written notice: on or before the request, as soon as that can be done, or, on a ground of section 44B(5), never. */
export const TOLD = ['before', 'later', 'not-given'] as const;

/** As officers' pages and forms for court say it. */
export const TOLD_WORDS: Readonly<Record<(typeof TOLD)[number], string>> = {
  before: 'Before the request',
  later: 'Later',
  'not-given': 'Not given, section 44B(5)',
};

/**
 * The test for a request for information about the victim: Police, Crime, Sentencing and Courts Act 2022, Chapter 3A of Part 2. The
 * officer's own words, which only members of the investigation read.
 */
export interface VictimTest {
  /** The reasonable line of enquiry. */
  readonly enquiry: string;
  /** Why it is necessary and proportionate. */
  readonly necessity: string;
  /** The less intrusive means that were looked at. */
  readonly alternatives: string;
  readonly views: (typeof VIEWS)[number];
  /** What the victim said; or why their views were not sought. */
  readonly viewsWords: string;
  readonly told: (typeof TOLD)[number];
  /** How the notice was given; why it comes later; or on which ground it is not given. */
  readonly toldWords: string;
}

/** What another person is asked for. */
export interface PersonRequest {
  /** Who produces what comes in. */
  readonly personName: string;
  readonly organisation: string;
  /** What is asked for, why, and whom they may ask: the person reads these. */
  readonly asked: string;
  readonly reason: string;
  readonly ask: string;
  /** `null`: their own footage, which they give freely. */
  readonly test: VictimTest | null;
  /** `null`: they decide for themselves. */
  readonly agreesFor: AgreesFor | null;
}

/** What the person is shown of it. */
export interface Asked {
  readonly asked: string;
  readonly reason: string;
  /** Whether the one whom it is about was told by now; `null` where it is about nobody, and where no notice is given. */
  readonly told: Exclude<VictimTest['told'], 'not-given'> | null;
}

/** Their own footage, or information about the victim. */
export const basisOf = ({ test }: Pick<PersonRequest, 'test'>): 'voluntary' | 'about-victim' =>
  test === null ? 'voluntary' : 'about-victim';
