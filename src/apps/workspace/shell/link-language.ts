import { Global, Inject, Injectable, Module, type DynamicModule } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors';
import { ENGLISH } from '../../intake/texts/en';
import { offered, type Language } from '../../intake/texts/language';

const OFFERED = Symbol('the languages that the victim’s pages speak');

/** In which language a link opens: the officer asks before it is made. */
@Injectable()
export class HerLanguage {
  constructor(@Inject(OFFERED) readonly choices: readonly Pick<Language, 'tag' | 'name'>[]) {}

  /**
   * Makes links open in a language, which is asked for before the link is made. It is said by the link and kept nowhere:
   * looked up from the link's token it would tell a live link from a dead one.
   * @param tag empty: as the browser asks
   * @throws NotFound when the pages do not speak it
   */
  speaking(tag: string): (link: string) => string {
    if (tag === '') return (link) => link;
    if (!this.choices.some((choice) => choice.tag === tag)) throw new NotFound('This language');
    return (link) => `${link}?${new URLSearchParams({ language: tag }).toString()}`;
  }

  /** For a list to choose from; nothing while there is only one. */
  get items(): { value: string; text: string }[] {
    if (this.choices.length < 2) return [];
    const own = { value: '', text: 'As their browser asks' };
    return [own, ...this.choices.map(({ tag, name }) => ({ value: tag, text: name }))];
  }
}

@Global()
@Module({})
export class HerLanguageModule {
  static forRoot(languages: readonly Language[]): DynamicModule {
    return {
      module: HerLanguageModule,
      providers: [HerLanguage, { provide: OFFERED, useValue: [ENGLISH, ...offered(languages)] }],
      exports: [HerLanguage],
    };
  }
}
