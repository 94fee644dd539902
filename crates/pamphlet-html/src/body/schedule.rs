use pamphlet_core::model::{Schedule, ScheduleTime};

use super::Writer;

impl<'a> Writer<'a> {
    /// When and what, side by side, and one below the other where there's no room.
    pub(super) fn schedule(&mut self, schedule: &'a Schedule) {
        let Schedule { heading, times } = schedule;
        let list = |w: &mut Self| {
            w.element("dl", &[("class", "schedule-times")], |w| {
                for ScheduleTime { when, what } in times {
                    w.element("div", &[("class", "schedule-time")], |w| {
                        w.element("dt", &[], |w| w.inlines(when));
                        w.element("dd", &[], |w| w.item(what));
                    });
                }
            });
        };
        self.element("div", &[("class", "schedule")], |w| match heading {
            Some(heading) => {
                w.heading(&[("class", "schedule-heading")], |w| w.inlines(heading));
                w.under_heading(list);
            }
            None => list(w),
        });
    }
}
