import { Zoom } from './zoom';

const whole = 'scale(1) translate(0%, 0%)';

describe('a picture that is made larger', () => {
  it('stays within its edges, and is whole again after a reset', () => {
    const zoom = new Zoom();
    zoom.pan(1, 1);
    expect(zoom.transform).toBe(whole);
    zoom.enlarge(2);
    zoom.pan(9, -9);
    expect(zoom.transform).toBe('scale(2) translate(-25%, 25%)');
    zoom.reset();
    expect([zoom.factor, zoom.transform]).toEqual([1, whole]);
  });

  it('keeps what lies under the pointer in its place', () => {
    const zoom = new Zoom();
    zoom.enlarge(2, { right: 0.25, down: -0.25 });
    expect(zoom.transform).toBe('scale(2) translate(-12.5%, 12.5%)');
    zoom.enlarge(0.5, { right: 0.25, down: -0.25 });
    expect(zoom.transform).toBe(whole);
  });

  it('is never smaller than it is, nor more than eight times as large', () => {
    const zoom = new Zoom();
    zoom.turn(-9_999, { right: 0, down: 0 });
    expect(zoom.factor).toBe(8);
    zoom.turn(9_999, { right: 0, down: 0 });
    expect(zoom.factor).toBe(1);
  });
});
