import { Environment } from 'nunjucks';
import { neutralPage } from './neutral-pages';

const seen = (html: string): { readonly page: string; readonly asked: string[] } => {
  const asked: string[] = [];
  const page = neutralPage(html, (address) => {
    asked.push(address);
    return address.startsWith('/') ? `/p/${asked.length}` : address;
  });
  return { page, asked };
};

describe('a page with neutral addresses', () => {
  it('has one in each link, form and button, whatever stands before and after', () => {
    const { page } = seen(
      '<a class="x" href="/diary">Diary</a><A\nHREF="/files" >Files</A><button value="1" formaction="/stop">Stop</button>',
    );
    expect(page).toBe(
      '<a class="x" href="/p/1">Diary</a><A\nHREF="/p/2" >Files</A><button value="1" formaction="/p/3">Stop</button>',
    );
  });

  it('reads addresses as the browser does', () => {
    expect(seen('<a href="/x?a=1&amp;b=&quot;&#39;">x</a>').asked).toEqual(['/x?a=1&b="\'']);
  });

  it('lets sources, pings and data be', () => {
    const html = '<video src="/notice/bsl.mp4"></video><a ping="/leave" data-href="/x">x</a>';
    expect(seen(html).page).toBe(html);
  });

  it('says in a form that is posted where it leads', () => {
    const { page } = seen('<form method="post" action="/diary/search" novalidate>');
    expect(page).toBe(
      '<form method="post" action="/p/1" novalidate><input type="hidden" name="page" value="/diary/search">',
    );
    expect(seen('<form method="post" action="/files" enctype="multipart/form-data">').page).not.toContain(
      '<input',
    );
    for (const path of ['/stop', '/'])
      expect(seen(`<form method="post" action="${path}">`).page).not.toContain('<input');
  });

  it.each([
    '<a href="/x">',
    '" href="/x" y="',
    'href="/x"',
    '<form method="post" action="/x">',
    '</textarea><a href="/x">',
    "' href='/x'",
  ])('does not touch what somebody has typed: %s', (typed) => {
    const environment = new Environment(null, { autoescape: true });
    const html = environment.renderString(
      '<p title="{{ typed }}">{{ typed }}</p><textarea data-x="{{ typed }}">{{ typed }}</textarea>',
      { typed },
    );
    expect(seen(html)).toEqual({ page: html, asked: [] });
  });
});
