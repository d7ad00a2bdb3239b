/* Empty on purpose: ICU's own headers must not reach a Swift module (they clash with Foundation's ICU). */
