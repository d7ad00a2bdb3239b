/// Adam (Kingma and Ba, 2015), with the bias corrections moved out of the loop.
static void adam_update(
    const apus_adam *adam, const float *gradient, size_t count, float *parameters, float *m,
    float *v) {
  const vf beta1 = adam->beta1, beta2 = adam->beta2;
  const float step = adam->learning_rate / adam->correction1;
  const float correction = 1 / adam->correction2;
  for (size_t i = 0; i < count; i += LANES) {
    const size_t left = count - i;
    const vf g = load_upto(gradient + i, left) * adam->gradient_scale;
    const vf first = madd(beta1, load_upto(m + i, left), (1 - beta1) * g);
    const vf second = madd(beta2, load_upto(v + i, left), (1 - beta2) * (g * g));
    const vf root = __builtin_elementwise_sqrt(second * correction) + adam->epsilon;
    store_upto(m + i, first, left);
    store_upto(v + i, second, left);
    store_upto(parameters + i, load_upto(parameters + i, left) - step * first / root, left);
  }
}
